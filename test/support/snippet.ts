/** A snippet in LSP notation as it stands once every tab stop is left at its default or first choice. Throws on what is no snippet. */
export function expandSnippet(snippet: string): string {
  let result = '';
  let at = 0;
  while (at < snippet.length) {
    const rest = snippet.slice(at);
    const escaped = /^\\([\\$}])/.exec(rest);
    const stop = /^\$(?:\d+|\{\d+\})/.exec(rest);
    const choice = /^\$\{\d+\|((?:[^\\|,]|\\[\\,|])*)(?:,(?:[^\\|]|\\[\\,|])*)?\|\}/.exec(rest);
    const named = /^\$\{\d+:((?:[^\\$}]|\\[\\$}])*)\}/.exec(rest);
    if (escaped !== null) result += escaped[1];
    else if (choice !== null) result += (choice[1] ?? '').replace(/\\([\\,|])/g, '$1');
    else if (named !== null) result += (named[1] ?? '').replace(/\\([\\$}])/g, '$1');
    else if (stop === null && /^[$}\\]/.test(rest)) throw new Error(`unescaped ${rest[0]} at ${at} of the snippet ${snippet}`);
    else if (stop === null) result += rest[0];
    at += (escaped ?? choice ?? named ?? stop)?.[0].length ?? 1;
  }
  return result;
}
