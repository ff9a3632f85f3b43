/** What a comparison answers: `unknown` where it depends on a value that is known at deployment only. */
export type Answer = 'yes' | 'no' | 'unknown';

export function not(answer: Answer): Answer {
  if (answer === 'unknown') return 'unknown';
  return answer === 'yes' ? 'no' : 'yes';
}

/** `no` if any is, else `unknown` if any is; `yes` for none. */
export function and(...answers: readonly Answer[]): Answer {
  return everyAnswer(answers, (answer) => answer);
}

/** `yes` if any is, else `unknown` if any is; `no` for none. */
export function or(...answers: readonly Answer[]): Answer {
  return someAnswer(answers, (answer) => answer);
}

/** `and` over the items; asks no further after a `no`. */
export function everyAnswer<T>(items: Iterable<T>, ask: (item: T) => Answer): Answer {
  let result: Answer = 'yes';
  for (const item of items) {
    const answer = ask(item);
    if (answer === 'no') return 'no';
    if (answer === 'unknown') result = 'unknown';
  }
  return result;
}

/** `or` over the items; asks no further after a `yes`. */
export function someAnswer<T>(items: Iterable<T>, ask: (item: T) => Answer): Answer {
  let result: Answer = 'no';
  for (const item of items) {
    const answer = ask(item);
    if (answer === 'yes') return 'yes';
    if (answer === 'unknown') result = 'unknown';
  }
  return result;
}
