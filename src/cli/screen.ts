/** A terminal whose whole screen is drawn again and again, and is as it was in the end. */
import type { Write } from './output';
import type { Style } from './style';
import { counted } from './text';

/** How much of a terminal there is, in characters. */
export interface ScreenSize {
  readonly rows: number;
  readonly columns: number;
}

/** A line, and how it stands out. */
export interface ScreenLine {
  readonly text: string;
  readonly style?: keyof Style;
}

/** The other screen, without a cursor (xterm control sequences: DECSET 1049, DECTCEM). */
const ENTER = '\x1b[?1049h\x1b[?25l';
const LEAVE = '\x1b[?25h\x1b[?1049l';
/** To the upper left; away with the rest of the line; away with what is below. */
const HOME = '\x1b[H';
const CLEAR_RIGHT = '\x1b[K';
const CLEAR_BELOW = '\x1b[J';

/** Draws frames over each other. */
export class Screen {
  readonly #write: Write;
  readonly #style: Style;
  readonly #size: () => ScreenSize;
  #entered = false;

  /**
   * @param write gets what the terminal is sent
   * @param style what makes lines stand out
   * @param size how large the terminal is now
   */
  constructor(write: Write, style: Style, size: () => ScreenSize) {
    this.#write = write;
    this.#style = style;
    this.#size = size;
  }

  /** Shows lines in place of those before. What does not fit is left out, and the last line says how much. */
  draw(lines: readonly ScreenLine[]): void {
    const { rows, columns } = this.#size();
    const isCut = lines.length > rows;
    const shown = isCut ? lines.slice(0, Math.max(rows - 1, 0)) : lines;
    const rest = isCut
      ? [{ text: `${counted(lines.length - shown.length, 'more line')}; make the window larger` }]
      : [];
    const text = [...shown, ...rest].map((line) => this.#drawn(line, columns) + CLEAR_RIGHT).join('\r\n');
    this.#write(`${this.#entered ? '' : ENTER}${HOME}${text}${CLEAR_BELOW}`);
    this.#entered = true;
  }

  /** Gives the terminal back. */
  close(): void {
    if (this.#entered) this.#write(LEAVE);
    this.#entered = false;
  }

  #drawn({ text, style }: ScreenLine, columns: number): string {
    const fitting = text.length > columns ? `${text.slice(0, Math.max(columns - 1, 0))}…` : text;
    return style === undefined ? fitting : this.#style[style](fitting);
  }
}
