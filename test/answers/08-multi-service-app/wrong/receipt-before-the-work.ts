// service, rejected by 08.5-receipts
// "I have got it" is not "I have done it".
    // #region 08.5-handled
    void giveReceipt({ service: name, id, ok: true })
    await work()
    // #endregion
