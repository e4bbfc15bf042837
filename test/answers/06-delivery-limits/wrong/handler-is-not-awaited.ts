// node-redis, rejected by 06.2-one-at-a-time
// All entries that were read are at work at the same time.
  // #region 06.2-workOn
    const done = async () => {
      try {
        await handle(entry)
        acknowledge(entry.id)
      } catch (error) {
        await failed(entry, error)
      }
    }
    void done()
  // #endregion
