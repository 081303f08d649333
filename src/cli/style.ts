/** What makes text stand out on a terminal. */

/** Text made to stand out; without colours it is as it was. */
export interface Style {
  /** What is well. */
  readonly good: (text: string) => string;
  /** What is at fault. */
  readonly bad: (text: string) => string;
  /** What matters less. */
  readonly faint: (text: string) => string;
}

/** Text as it is. */
export const PLAIN: Style = { good: (text) => text, bad: (text) => text, faint: (text) => text };

/** Select Graphic Rendition (ECMA-48, 8.3.117), until the end of the text. */
const rendition =
  (code: number) =>
  (text: string): string =>
    `\x1b[${code}m${text}\x1b[0m`;

/** Green, red, and faint. */
export const COLOURS: Style = { good: rendition(32), bad: rendition(31), faint: rendition(2) };
