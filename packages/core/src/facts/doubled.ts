/** Members that stand twice in the same JSON object: a reader of JSON keeps the last and says nothing, and two readers may differ. */

/** The first name that an object of a JSON text has twice, or null. The text is known to be JSON. */
export function doubledMember(text: string): string | null {
  const objects: Set<string>[] = [];
  for (let index = 0; index < text.length; index++) {
    const sign = text[index];
    if (sign === "{") objects.push(new Set());
    else if (sign === "}") objects.pop();
    else if (sign === '"') {
      const end = endOfString(text, index);
      if (isName(text, end)) {
        const name: string = JSON.parse(text.slice(index, end));
        const names = objects.at(-1);
        if (names?.has(name)) return name;
        names?.add(name);
      }
      index = end - 1;
    }
  }
  return null;
}

/** How many names a text has, or more: strings may hold what ends a name too. */
export function countNames(text: string): number {
  if (spacedName.test(text)) return Number.POSITIVE_INFINITY;
  let count = 0;
  for (let at = text.indexOf('":'); at >= 0; at = text.indexOf('":', at + 2)) count += 1;
  return count;
}

/** A name may stand apart from its colon. */
const spacedName = /"[ \t\r\n]+:/;

/** The place after the quotation mark that closes a string. */
function endOfString(text: string, start: number): number {
  let end = start + 1;
  while (text[end] !== '"') end += text[end] === "\\" ? 2 : 1;
  return end + 1;
}

function isName(text: string, end: number): boolean {
  let next = end;
  while (text[next] === " " || text[next] === "\t" || text[next] === "\n" || text[next] === "\r") next += 1;
  return text[next] === ":";
}
