// node-redis, rejected by 06.2-rejects
// What has failed is acknowledged, too.
  // #region 06.2-workOn
    try {
      await handle(entry)
    } catch (error) {
      await failed(entry, error)
    } finally {
      acknowledge(entry.id)
    }
  // #endregion
