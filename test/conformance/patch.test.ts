import { SUITES } from '../../conformance/suites/index.ts';
import { giveToJest } from './jest.ts';

giveToJest(SUITES.patch);
