// in-flight, rejected by 04.4-users
// What is closed takes work all the same.
    // #region 04.4-doing
    const doing = work()
    begun.add(doing)
    try {
      return await doing
    } finally {
      begun.delete(doing)
    }
    // #endregion
