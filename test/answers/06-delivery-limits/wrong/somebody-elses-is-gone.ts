// ioredis, rejected by 06.3-one-gets-it
// What cannot be claimed is thought to be gone from the stream, and is acknowledged while somebody else works on it.
  // #region 06.6-missing
    await commands.xack(stream, group, id)
    onGap?.({ why: 'deleted', id })
  // #endregion
