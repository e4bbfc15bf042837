// deliveries, rejected by 03.7-others
// .except() returns a new object, which it ignores.
// #region 03.7-members
    if (except !== undefined && io.of('/').sockets.has(except)) all.except(except)
    return all
// #endregion
