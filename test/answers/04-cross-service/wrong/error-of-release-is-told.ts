// services, rejected by 04.3-store-fails
// When the claim cannot be given back, that hides why.
    // #region 04.3-orRelease
    try {
      await act()
    } catch (error) {
      await store.release(key, token)
      throw error
    }
    // #endregion
