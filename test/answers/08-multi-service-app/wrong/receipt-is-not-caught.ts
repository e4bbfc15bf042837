// receipts, rejected by 08.8-no-receipt
// It neither awaits nor catches the receipt, so a failure ends the process.
// #region 08.8-giveReceipt
await pubsub.publishJson(receiptsOf(namespace), { service, id, ok } satisfies Receipt)
void report
// #endregion
