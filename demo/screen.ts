/** What the user sees: lines, and below them a progress bar on a terminal. */
import { percentOf, progressBar, progressText, type Progress } from './figures';

/** Where it is written. */
export interface Output {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

const CLEAR_LINE = '\r\u001b[K';
const DEFAULT_COLUMNS = 80;
const BAR_INTERVAL_MS = 50;
/** Without a terminal a line is printed so often, in percents. */
const STEP = 25;

/** Prints. */
export class Screen {
  readonly #output: Output;
  #bar = '';
  #drawnAt = -Infinity;
  #printedStep = 0;

  constructor(output: Output) {
    this.#output = output;
  }

  /** Prints a line above the bar. */
  line(text: string): void {
    if (this.#bar === '') this.#output.write(`${text}\n`);
    else this.#output.write(`${CLEAR_LINE}${text}\n${this.#bar}`);
  }

  /** Shows how far the file has come. */
  progress(progress: Progress): void {
    if (!this.#output.isTTY) {
      const step = Math.floor(percentOf(progress) / STEP);
      if (step > this.#printedStep) this.line(progressText(progress));
      this.#printedStep = step;
      return;
    }
    const isLast = progress.bytes >= progress.total;
    if (!isLast && progress.elapsedMs - this.#drawnAt < BAR_INTERVAL_MS) return;
    this.#drawnAt = progress.elapsedMs;
    this.#bar = progressBar(progress, this.#output.columns ?? DEFAULT_COLUMNS);
    this.#output.write(`${CLEAR_LINE}${this.#bar}`);
  }

  /** Leaves the bar where it is. */
  endProgress(): void {
    if (this.#bar !== '') this.#output.write('\n');
    this.#bar = '';
  }
}
