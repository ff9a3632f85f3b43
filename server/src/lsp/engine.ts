/** All that the server can answer `initialize` without: it is loaded after that, as one piece. */
export { mergeCodeActions } from '../analysis/code-actions.ts';
export { documentRules, RULE_IDS } from '../analysis/rule-list.ts';
export { createWorkspace, diagnoseLoaded } from '../analysis/workspace.ts';
export { readCatalog } from '../catalog/read-catalog.ts';
export { renderPermissions } from '../features/render-permissions.ts';
export { warmUpSteps } from './warm-up.ts';
