using Dateline.Formats;
using Dateline.News;

namespace Dateline.Architecture.Tests;

/// <summary>
/// The two projects that others may build on: a change of what they show is seen in review, as a diff of docs/contracts.
/// </summary>
public class PublicApiTests
{
    [Fact]
    public void The_vocabulary_shows_what_was_approved() => Golden.Matches("docs/contracts/Dateline.News.api.txt", PublicApi.Print(typeof(NewsItem).Assembly));

    [Fact]
    public void The_formats_show_what_was_approved() => Golden.Matches("docs/contracts/Dateline.Formats.api.txt", PublicApi.Print(typeof(WireFormats).Assembly));
}
