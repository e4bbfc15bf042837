// in-order, rejected by 05.6-order, 05.6-failing
// The handlers are async, so events of a key finish in any order.
    // #region 05.6-inOrder
    return (_key, work) => work()
    // #endregion
