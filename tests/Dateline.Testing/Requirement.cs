namespace Dateline.Testing;

/// <summary>What a test needs of its machine.</summary>
public static class Requirement
{
    /// <summary>Whether a missing part is a failure: <c>test.sh</c> says so after it has installed everything.</summary>
    public static bool All => Environment.GetEnvironmentVariable("DATELINE_REQUIRE_ALL") == "1";

    /// <summary>Skips the running test, by name; or fails it where everything is required.</summary>
    public static void Missing(string what)
    {
        if (All) Assert.Fail(what + " It is required: DATELINE_REQUIRE_ALL is 1.");
        Assert.Skip(what);
    }
}
