// node-redis, rejected by 06.6-deleted
// What cannot be claimed is thought to be with somebody else.
  // #region 06.6-missing
    void id
  // #endregion
