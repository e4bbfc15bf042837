// confirmations, rejected by 05.9-refused
// After a refusal, it forgets the handlers of all names.
    // #region 05.9-confirmed
    try {
      await subscribing
    } catch (error) {
      all.clear()
      throw error
    }
    // #endregion
