// The bundle's entry: what is exported here is a workflow.
export { Checklist } from './workflows/checklist.ts';
export { ChecklistReconciler } from './workflows/checklist-reconciler.ts';
export { Watchdog } from './workflows/watchdog.ts';
export { MailRound } from './workflows/mail-round.ts';
