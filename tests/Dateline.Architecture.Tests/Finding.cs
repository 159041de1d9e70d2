namespace Dateline.Architecture.Tests;

/// <summary>Says what breaks a rule, all of it, one a line.</summary>
public static class Finding
{
    /// <summary>Fails where there is anything in <paramref name="found"/>.</summary>
    public static void None<T>(IEnumerable<T> found)
    {
        var lines = found.Select(f => $"  {f}").ToList();
        if (lines.Count > 0) Assert.Fail("These break the rule:\n" + string.Join('\n', lines));
    }
}
