// service, rejected by 08.5-receipts
// What goes wrong is never told, and looks like something that was missed.
    // #region 08.5-handled
    await work()
    void giveReceipt({ service: name, id, ok: true })
    // #endregion
