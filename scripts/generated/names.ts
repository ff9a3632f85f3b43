/** `wildcardAction` of `wildcard-action`: the name of the constant that a rule's file exports. */
export function ruleConstant(id: string): string {
  return id.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}
