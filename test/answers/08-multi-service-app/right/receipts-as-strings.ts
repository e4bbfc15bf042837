// receipts
// It sends receipts as strings.
    // #region 08.8-giveReceipt
    const text = JSON.stringify({ id, service, ok } satisfies Receipt)
    await pubsub
      .publish(receiptsOf(namespace), text)
      .catch((error: unknown) => report({ kind: 'connection', error }))
    // #endregion
