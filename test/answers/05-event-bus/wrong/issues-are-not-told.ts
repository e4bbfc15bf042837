// schemas, rejected by 05.8-in and 05.8-out
// The error doesn't name the issues.
    // #region 05.8-outputOf
    function schemaOf<E>(schemas: Schemas<E>, event: string): Schema | undefined {
      return Object.hasOwn(schemas, event) ? (schemas as Record<string, Schema>)[event] : undefined
    }

    function outputOf(result: Validated<unknown>, event: string): unknown {
      if (!result.issues) return result.value
      throw new TypeError(`the data of ${event} is wrong`)
    }
    // #endregion
