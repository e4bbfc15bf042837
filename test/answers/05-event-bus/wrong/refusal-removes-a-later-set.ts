// confirmations, rejected by 05.9-crossing
// A refusal deletes the current set of the name, even if a later on() has created it.
    // #region 05.9-confirmed
    try {
      await subscribing
    } catch (error) {
      all.delete(name)
      throw error
    }
    // #endregion
