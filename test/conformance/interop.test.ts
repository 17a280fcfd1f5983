import { SUITES } from '../../conformance/suites/index.ts';
import { giveToJest } from './jest.ts';

giveToJest(
  SUITES.interop.map((suite) => ({ ...suite, profile: 'strict' })),
  {
    'a POST with an unknown schema is 400 invalidSyntax': 'it is invalidValue: the value of "schemas" is wrong',
    'a PATCH of an unknown attribute is 400 invalidSyntax': 'RFC 7644 §3.12 has invalidPath for it',
    'every "type" of a multi-valued attribute has canonicalValues': 'Microsoft wants none for roles; no RFC lists any',
    'an operation without a path is 400 invalidSyntax': 'RFC 7644 §3.5.2 has operations without a path',
    'replace of a complex attribute leaves nothing of what was there': 'RFC 7644 §3.5.2.3 keeps what is not sent',
  },
);
