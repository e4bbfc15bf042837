// receipts, rejected by 08.8-refused-receipt
// It reports a refused receipt as if the work had failed.
// #region 08.8-giveReceipt
try {
  await pubsub.publishJson(receiptsOf(namespace), { service, id, ok } satisfies Receipt)
} catch (error) {
  report({ kind: 'handler', error, channel: receiptsOf(namespace) })
}
// #endregion
