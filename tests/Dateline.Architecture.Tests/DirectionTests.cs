using static Dateline.Architecture.Tests.Finding;

namespace Dateline.Architecture.Tests;

/// <summary>News ← Formats, Store ← the stages' modules ← App. What has no reference cannot be used: the first wall.</summary>
public class DirectionTests
{
    [Fact]
    public void News_refers_to_nothing()
    {
        var news = SourceTree.Sources.Single(p => p.Name == "Dateline.News");
        None(news.References);
        None(SourceTree.Xml(news.Path).Descendants("PackageReference"));
    }

    [Fact]
    public void What_the_story_stands_on_refers_to_news_alone() =>
        None(SourceTree.Sources.Where(p => p.Stage == "0-story" && p.References.Except(["Dateline.News"]).Any()));

    [Fact]
    public void A_module_refers_to_the_story_and_never_to_another_module()
    {
        var story = SourceTree.Sources.Where(p => p.Stage == "0-story").Select(p => p.Name);
        None(SourceTree.Sources.Where(p => p.IsModule && p.References.Except(story).Any()));
    }

    [Fact]
    public void The_app_refers_to_every_module()
    {
        var app = SourceTree.Sources.SingleOrDefault(p => p.Name == "Dateline.App");
        if (app is not null) None(SourceTree.Sources.Where(p => p.IsModule).Select(p => p.Name).Except(app.References));
    }

    [Fact]
    public void Nothing_refers_to_the_app() => None(SourceTree.Sources.Where(p => p.References.Contains("Dateline.App")));
}
