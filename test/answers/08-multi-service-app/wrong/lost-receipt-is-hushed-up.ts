// receipts, rejected by 08.8-no-receipt
// It ignores the error, so an event counts as missed for no visible reason.
// #region 08.8-giveReceipt
await pubsub.publishJson(receiptsOf(namespace), { service, id, ok } satisfies Receipt).catch(() => {})
void report
// #endregion
