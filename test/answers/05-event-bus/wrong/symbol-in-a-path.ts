// schemas, rejected by 05.8-paths
// The key of a step is put into a template string, where a symbol throws.
    // #region 05.8-outputOf
    function schemaOf<E>(schemas: Schemas<E>, event: string): Schema | undefined {
      return Object.hasOwn(schemas, event) ? (schemas as Record<string, Schema>)[event] : undefined
    }

    function outputOf(result: Validated<unknown>, event: string): unknown {
      if (!result.issues) return result.value
      const issues = result.issues.map(({ message, path = [] }) => `${path.map((step) => `${(typeof step === 'object' ? step.key : step) as string}`).join('.')}: ${message}`)
      throw new TypeError(`the data of ${event} does not fit: ${issues.join('; ')}`)
    }
    // #endregion
