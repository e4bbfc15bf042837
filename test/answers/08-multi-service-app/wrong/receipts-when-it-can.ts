// receipts, rejected by 08.8-refused
// It reports a refused subscription, and never tries again.
// #region 08.8-listen
pubsub
  .subscribe(receiptsOf(namespace), takeReceipt)
  .catch((error: unknown) => report({ kind: 'connection', error }))
// #endregion
