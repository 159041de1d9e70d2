namespace Dateline.Newsroom.Tests;

/// <summary>The text editor in the tree is a file that was made: nobody can read in it what its sources do not say.</summary>
public class EditorBundleTests
{
    private const int NotFetched = 3;

    [Fact]
    public void The_editor_in_the_tree_is_what_its_sources_make()
    {
        var script = Repo.Path("src/2-desk/Dateline.Newsroom/Room/Editor/build.sh");
        try
        {
            var (exit, output) = NodeTool.Run("sh", script, "--check");
            if (exit is NotFetched or 127) Requirement.Missing("npm, or what the editor is made of, is not here: " + output.Trim());
            Assert.True(exit == 0, "Run Room/Editor/build.sh and commit Assets/editor.js. " + output);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Requirement.Missing("No shell here runs Room/Editor/build.sh.");
        }
    }
}
