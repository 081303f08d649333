// Comments of the contract as Markdown: names become links, reasons become links to docs/errors.md.

/** The reasons of docs/errors.md with their status. */
export function reasonsOf(errorsPage) {
  const rows = [...errorsPage.matchAll(/^\| `([A-Z_]+)` \| ([A-Z_]+) \|/gm)];
  return new Map(rows.map(([, reason, status]) => [reason, status]));
}

/** What an `Errors: ...` says: from there to the end of the paragraph. */
const ERRORS = /\bErrors(?: of [^:]*)?: .*$/;
/** A reason that stands in brackets behind what is refused, or is what happens without something. */
const REFUSED = /(?:refused|refuses|refusal)[^().]*\(([A-Z_]+)\)|[Ww]ithout it: ([A-Z_]+)|must not be 0 \(([A-Z_]+)\)/g;
const UPPER = /(?<![`A-Z_.])[A-Z]+(?:_[A-Z0-9]+)*(?![`A-Z_0-9])/g;

/** A writer of comments for pages of one contract. */
export class Comments {
  #reasons;
  #links;
  #values;

  /**
   * @param reasons reason to status
   * @param links name (`Type`, `Service.Method`, `Method`) to where it is documented, `page.md#anchor`
   * @param values names of enum values without their prefix: words that look like reasons and are none
   */
  constructor(reasons, links, values) {
    this.#reasons = reasons;
    this.#links = links;
    this.#values = values;
  }

  /** The reasons that a comment says a call can be refused with, in order. */
  reasons(paragraphs) {
    const found = new Set();
    for (const paragraph of paragraphs) {
      const inBrackets = [...paragraph.matchAll(REFUSED)].map(([, ...words]) =>
        words.find((word) => word !== undefined),
      );
      const listed = ERRORS.exec(paragraph)?.[0].match(UPPER) ?? [];
      for (const word of [...inBrackets, ...listed]) {
        if (this.#reasons.has(word)) found.add(word);
        else if (word.includes('_') && !this.#values.has(word))
          throw new Error(`no such reason: ${word}, in: ${paragraph}`);
      }
    }
    return [...found];
  }

  /** The status of a reason. */
  status(reason) {
    return this.#reasons.get(reason);
  }

  /** One paragraph as Markdown for `page`. */
  #inline(paragraph, page) {
    const reasons = new Set(this.reasons([paragraph]));
    return paragraph
      .replace(UPPER, (word) => (reasons.has(word) ? `[\`${word}\`](../errors.md)` : word))
      .replace(/`([A-Za-z]+)((?:\.[A-Za-z_]+)*)`/g, (code, first, rest) => {
        const to = this.#links.get(first + rest) ?? this.#links.get(first);
        return to === undefined ? code : `[${code}](${to.startsWith(`${page}#`) ? to.slice(page.length) : to})`;
      })
      .replace(/\bdocs\/([a-z]+\.md)\b/g, '[$1](../$1)');
  }

  /** As paragraphs of a page. */
  text(paragraphs, page) {
    return paragraphs.map((paragraph) => this.#inline(paragraph, page)).join('\n\n');
  }

  /** As the cell of a table. */
  cell(paragraphs, page) {
    return paragraphs.map((paragraph) => this.#inline(paragraph, page).replaceAll('|', '\\|')).join('<br>');
  }
}
