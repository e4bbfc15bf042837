// in-order, rejected by 05.6-order, 05.6-failing
// The handlers are async, and nobody keeps the order.
    // #region 05.6-inOrder
    return (_key, work) => work()
    // #endregion
