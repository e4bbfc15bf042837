// service, rejected by 08.3-fails
// The receipt says that it went wrong, and why is lost.
    // #region 08.5-handled
    const ok = await Promise.resolve()
      .then(work)
      .then(
        () => true,
        () => false,
      )
    await giveReceipt({ service: name, id, ok })
    // #endregion
