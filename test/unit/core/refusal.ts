import { IommuError } from '../../../src/model/errors';

/** Why a command is refused, as `REASON field`; the field is left out when none is at fault. */
export function refusal(command: () => unknown): string {
  try {
    command();
  } catch (error) {
    if (error instanceof IommuError) {
      return told(error);
    }
    throw error;
  }
  throw new Error('the command was not refused');
}

/** A refusal as `REASON field`. */
export function told({ reason, field }: IommuError): string {
  return field === undefined ? reason : `${reason} ${field}`;
}
