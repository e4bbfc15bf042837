// status, rejected by 08.6-receipts-refused
// A subscription that is refused is reported, and never tried again.
    // #region 08.5-listen
    pubsub
      .subscribe(receiptsOf(namespace), takeReceipt)
      .catch((error: unknown) => report({ kind: 'connection', error }))
    // #endregion
