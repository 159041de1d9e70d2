namespace Dateline.Testing;

/// <summary>Makes a failing history short: step after step is left out as long as it still fails.</summary>
public static class Shortest
{
    /// <summary>The steps without which <paramref name="fails"/> would be false.</summary>
    public static async Task<IReadOnlyList<T>> Of<T>(IReadOnlyList<T> steps, Func<IReadOnlyList<T>, Task<bool>> fails)
    {
        for (var i = 0; i < steps.Count;)
        {
            List<T> shorter = [.. steps.Where((_, at) => at != i)];
            if (await fails(shorter)) steps = shorter;
            else i++;
        }
        return steps;
    }
}
