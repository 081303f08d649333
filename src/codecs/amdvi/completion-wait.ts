/**
 * COMPLETION_WAIT.
 *
 *   S 0   I 1   F 2   store address 51:3   store data 127:64
 */
import { flag, wide } from '../field';
import { command } from './entry';

/** S stores the data, all 8 bytes; I interrupts; F waits for earlier stores. */
export const COMPLETION_WAIT = command('COMPLETION_WAIT', 1, [
  flag('s', 0),
  flag('i', 1),
  flag('f', 2),
  wide('store_addr', 51, 3, 3),
  wide('store_data', 127, 64),
]);
