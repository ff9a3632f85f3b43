/** A snippet's text for a client without snippets: stops go, placeholders and first choices stay. */
export function plainText(snippet: string): string {
  let text = '';
  for (let at = 0; at < snippet.length; ) {
    const rest = snippet.slice(at);
    const escaped = /^\\([\\$},|])/.exec(rest);
    const stop = /^\$(?:\d+|\{\d+\})/.exec(rest);
    const choice = /^\$\{\d+\|((?:\\.|[^\\,|])*)(?:,(?:\\.|[^\\|])*)?\|\}/.exec(rest);
    const placeholder = /^\$\{\d+:((?:\\.|[^\\}])*)\}/.exec(rest);
    const group = choice ?? placeholder;
    if (escaped !== null) text += escaped[1] ?? '';
    else if (group !== null) text += plainText(group[1] ?? '');
    else if (stop === null) text += rest[0] ?? '';
    at += (escaped ?? group ?? stop)?.[0].length ?? 1;
  }
  return text;
}
