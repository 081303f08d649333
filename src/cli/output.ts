/** Where results go: lines and tables for people, or one JSON value per line. */
import { details } from './details';
import { jsonValue } from './json';

/** Writes text; it never fails. */
export type Write = (text: string | Uint8Array) => void;

/** A column of a table: its title and what stands in it. */
export type Column<Item> = readonly [title: string, cell: (item: Item) => string | number | bigint];

/** Rows whose widths decide how wide the columns are. */
const SAMPLE_ROWS = 1000;

const GAP = '  ';

/** The results of one command. */
export class Output {
  readonly #write: Write;

  /**
   * @param write gets what is printed
   * @param json whether results are printed as JSON
   */
  constructor(
    write: Write,
    readonly json: boolean,
  ) {
    this.#write = write;
  }

  /** Prints a line, whatever the format. */
  line(text: string): void {
    this.#write(`${text}\n`);
  }

  /** Prints bytes, or text with its own line ends, as they are. */
  raw(data: Uint8Array | string): void {
    this.#write(data);
  }

  /**
   * Prints a result.
   *
   * @param message as it was decoded
   * @param text the same for people
   */
  result(message: object, text: () => Iterable<string>): void {
    if (this.json) this.line(JSON.stringify(jsonValue(message)));
    else for (const line of text()) this.line(line);
  }

  /** Prints a message: for people, its fields. */
  message(message: object): void {
    this.result(message, () => details(message));
  }

  /**
   * Prints a list: for people, as a table.
   *
   * @param items what is listed
   * @param columns at least one
   */
  async list<Item extends object>(
    items: AsyncIterable<Item> | Iterable<Item>,
    columns: readonly Column<Item>[],
  ): Promise<void> {
    const rows: string[][] = [columns.map(([title]) => title)];
    let widths: number[] | undefined;
    const flush = (): void => {
      widths ??= widthsOf(rows, columns.length);
      for (const row of rows.splice(0)) this.line(aligned(row, widths));
    };
    for await (const item of items) {
      if (this.json) this.result(item, () => []);
      else rows.push(columns.map(([, cell]) => String(cell(item))));
      if (widths !== undefined || rows.length > SAMPLE_ROWS) flush();
    }
    if (!this.json) flush();
  }
}

/**
 * A table of a few rows for people.
 *
 * @param items what stands in it
 * @param columns at least one
 * @returns its lines, the titles first
 */
export function table<Item>(items: readonly Item[], columns: readonly Column<Item>[]): string[] {
  const rows = [columns.map(([title]) => title), ...items.map((item) => columns.map(([, cell]) => String(cell(item))))];
  const widths = widthsOf(rows, columns.length);
  return rows.map((row) => aligned(row, widths));
}

/** How wide each column is. */
function widthsOf(rows: readonly (readonly string[])[], columnCount: number): number[] {
  return Array.from({ length: columnCount }, (_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
}

function aligned(row: readonly string[], widths: readonly number[]): string {
  return row
    .map((cell, column) => cell.padEnd(widths[column] ?? 0))
    .join(GAP)
    .trimEnd();
}
