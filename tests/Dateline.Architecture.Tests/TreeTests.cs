namespace Dateline.Architecture.Tests;

/// <summary>The tree says what the program is.</summary>
public class TreeTests
{
    [Fact]
    public void A_project_is_named_like_its_folder() =>
        Assert.Empty(SourceTree.Projects.Where(p => Path.GetFileName(p.Folder) != p.Name).Select(p => p.Name));
}
