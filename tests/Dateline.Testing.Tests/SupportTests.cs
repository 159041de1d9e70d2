using Xunit.Sdk;

namespace Dateline.Testing.Tests;

public class SupportTests
{
    [Fact]
    public void A_seed_repeats_its_randomness_and_another_does_not()
    {
        Assert.Equal(Draw(7), Draw(7));
        Assert.NotEqual(Draw(7), Draw(8));
        Assert.Equal(6457827717110365317UL, new ScriptedRandomness(1234567).Next());
    }

    [Fact]
    public void A_golden_file_that_differs_fails_and_leaves_what_was_received()
    {
        using var folder = new TempFolder();
        var path = Path.GetRelativePath(Repo.Root, folder["story.txt"]);
        File.WriteAllText(folder["story.txt"], "one\r\ntwo\n");
        Golden.Matches(path, "one\ntwo\n");
        if (Environment.GetEnvironmentVariable("DATELINE_ACCEPT") == "1") return;
        var failure = Assert.ThrowsAny<XunitException>(() => Golden.Matches(path, "one\n2\n"));
        Assert.Contains("line 2", failure.Message);
        Assert.Equal("one\n2\n", File.ReadAllText(folder["story.received.txt"]));
        Golden.Matches(path, "one\ntwo\n");
        Assert.False(File.Exists(folder["story.received.txt"]));
    }

    [Fact]
    public void A_temporary_folder_is_gone_afterwards()
    {
        var folder = new TempFolder();
        File.WriteAllText(folder["a"], "a");
        folder.Dispose();
        Assert.False(Directory.Exists(folder.Path));
    }

    private static byte[] Draw(ulong seed)
    {
        var bytes = new byte[7];
        new ScriptedRandomness(seed).Fill(bytes);
        return bytes;
    }
}
