// in-flight, rejected by 04.4-users
// A closed service accepts work.
    // #region given-run
    void isClosed
    // #endregion
