import { SUITES } from '../../conformance/suites/index.ts';
import { sizes } from '../support/sizes.ts';
import { giveToJest } from './jest.ts';

// Over HTTP, in a full run, it is played with both profiles.
giveToJest(SUITES['every-attribute'].filter(({ profile }) => sizes.wholePlays || profile === 'entra'));
