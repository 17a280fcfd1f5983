import { SUITES } from '../../conformance/suites/index.ts';
import { giveToJest } from './jest.ts';

giveToJest(
  SUITES.ipsie.map((suite) => ({ ...suite, profile: 'strict' })),
  { 'there is no attribute "password"': 'RFC 7643 §4.1.1 has it; it is taken, and never kept or shown' },
);
