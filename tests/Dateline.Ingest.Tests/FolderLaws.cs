using System.Diagnostics;
using System.Text;
using Dateline.Ingest.Folder;
using Dateline.News;
using Dateline.Store.Intake;
using Dateline.Store.Keeping;
using Dateline.Store.Stories;

namespace Dateline.Ingest.Tests;

/// <summary>A folder as a source.</summary>
public abstract class FolderLaws : IngestLaws
{
    private readonly TempFolder _drop = new();
    private FolderWatch _watch = null!;
    private Intake _intake = null!;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        Restart();
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _drop.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_document_that_has_settled_is_taken_in_and_moves_to_done()
    {
        File.WriteAllText(_drop["story.xml"], Documents.Item("urn:np:1"));
        Assert.Equal(0, await Look());
        Assert.Equal(1, await LookLater());
        Assert.Equal("urn:np:1", StoryOf().SourceGuid);
        Assert.True(File.Exists(_drop["done/story.xml"]));
        Assert.False(File.Exists(_drop["story.xml"]));
        Assert.NotNull(Store.Read(db => Sources.Find(db, "np"))!.LastItem);
    }

    // bad-input 45
    [Fact]
    public async Task A_file_that_still_grows_waits()
    {
        var whole = Documents.Item("urn:np:1");
        File.WriteAllText(_drop["story.xml"], whole[..200]);
        await Look();
        Time.Advance(FolderWatch.Stable / 2);
        File.WriteAllText(_drop["story.xml"], whole);
        Assert.Equal(0, await Look());
        Time.Advance(FolderWatch.Stable / 2);
        Assert.Equal(0, await Look());
        Assert.Equal(1, await LookLater());
        Assert.Empty(Store.Read(db => Quarantine.List(db, true, 10)));
    }

    // Known failure 7 of promises.md: a cursor that moves past an item that failed to parse.
    [Fact]
    public async Task A_bad_file_never_stops_the_good_ones_and_never_vanishes()
    {
        File.WriteAllText(_drop["a.xml"], "<newsItem><broken");
        File.WriteAllText(_drop["b.xml"], Documents.Item("urn:np:1"));
        await Look();
        Assert.Equal(2, await LookLater());
        Assert.True(File.Exists(_drop["quarantine/a.xml"]));
        var row = Assert.Single(Store.Read(db => Quarantine.List(db, true, 10)));
        Assert.Equal("<newsItem><broken", Encoding.UTF8.GetString(Store.Read(db => RawBytes.Find(db, row.Raw))!));
        Assert.Equal("urn:np:1", StoryOf().SourceGuid);
    }

    [Fact]
    public async Task A_file_that_was_taken_in_but_not_moved_before_a_crash_is_stored_once()
    {
        var bytes = Encoding.UTF8.GetBytes(Documents.Item("urn:np:1"));
        File.WriteAllBytes(_drop["story.xml"], bytes);
        await _intake.Accept("np", bytes);
        Restart();
        await Look();
        Assert.Equal(1, await LookLater());
        Assert.Single(Store.Read(db => Items.OfGuid(db, Wire.Id, "urn:np:1")));
        Assert.True(File.Exists(_drop["done/story.xml"]));
    }

    [Fact]
    public async Task Two_files_of_one_name_are_both_kept_in_done()
    {
        foreach (var guid in new[] { "urn:np:1", "urn:np:2" })
        {
            File.WriteAllText(_drop["story.xml"], Documents.Item(guid));
            await Look();
            await LookLater();
        }
        Assert.True(File.Exists(_drop["done/story.xml"]) && File.Exists(_drop["done/story.2.xml"]));
    }

    [Fact]
    public async Task A_picture_is_media_under_its_file_name()
    {
        File.WriteAllBytes(_drop["bridge.jpg"], Pictures.Jpeg(800, 600));
        await Look();
        Assert.Equal(1, await LookLater());
        Assert.Equal(800, Store.Read(db => MediaFiles.Named(db, Wire.Id, "bridge.jpg"))!.Width);
    }

    [Fact]
    public async Task A_cut_off_picture_goes_to_quarantine()
    {
        File.WriteAllBytes(_drop["bridge.jpg"], Pictures.Jpeg(800, 600)[..^2]);
        await Look();
        Assert.Equal(1, await LookLater());
        Assert.True(File.Exists(_drop["quarantine/bridge.jpg"]));
        Assert.Equal("media-broken", Assert.Single(Store.Read(db => Quarantine.List(db, true, 10))).Code);
    }

    [Theory]
    [InlineData(".story.xml")]
    [InlineData("story.xml.part")]
    [InlineData("story.xml.filepart")]
    [InlineData("story.TMP")]
    [InlineData("story.xml~")]
    public async Task Hidden_and_part_files_are_left_alone(string name)
    {
        File.WriteAllText(_drop[name], Documents.Item("urn:np:1"));
        await Look();
        Assert.Equal(0, await LookLater());
        Assert.True(File.Exists(_drop[name]));
    }

    // bad-input 46
    [Fact]
    public async Task A_link_is_not_followed_and_rings_an_alarm_once()
    {
        using var elsewhere = new TempFolder();
        File.WriteAllText(elsewhere["secret.xml"], Documents.Item("urn:np:secret"));
        File.CreateSymbolicLink(_drop["link.xml"], elsewhere["secret.xml"]);
        File.CreateSymbolicLink(_drop["broken.xml"], elsewhere["nothing.xml"]);
        for (var i = 0; i < 3; i++) Assert.Equal(0, await LookLater());
        Restart();
        Assert.Equal(0, await LookLater());
        Assert.Empty(StoriesOf("urn:np:secret"));
        Assert.Equal(["folder-odd-file", "folder-odd-file"], AlarmKinds());
        Assert.True(File.Exists(_drop["link.xml"]));
    }

    // bad-input 46
    [Fact]
    public async Task A_pipe_is_never_opened_and_rings_an_alarm()
    {
        using var made = Process.Start("mkfifo", _drop["pipe.xml"]);
        await made.WaitForExitAsync();
        await Look();
        await LookLater();
        Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(0, await Look());
        Assert.Equal(["folder-odd-file"], AlarmKinds());
    }

    [Fact]
    public async Task The_folder_in_a_sources_settings_is_looked_into()
    {
        await Store.Write(tx => Sources.Save(tx, "np", "Northern Press", new SourceSettings { Folder = _drop.Path }.Write(), "test"));
        File.WriteAllText(_drop["story.xml"], Documents.Item("urn:np:1"));
        await Store.Write(tx => Sources.Save(tx, "cns", "Continental", "{}", "test"));
        Assert.Equal([("np", _drop.Path)], _watch.Folders().Select(f => (f.Source.Code, f.Folder)));
        var service = new FolderService(_watch, Store, Microsoft.Extensions.Logging.Abstractions.NullLogger<FolderService>.Instance);
        await service.StartAsync(CancellationToken.None);
        for (var i = 0; i < 200 && !File.Exists(_drop["done/story.xml"]); i++) { Time.Advance(TimeSpan.FromSeconds(1)); await Task.Delay(20); }
        await service.StopAsync(CancellationToken.None);
        Assert.True(File.Exists(_drop["done/story.xml"]));
    }

    [Fact]
    public async Task What_lies_in_the_folder_of_a_paused_source_waits_there()
    {
        await Store.Write(tx => Sources.Save(tx, "np", "Northern Press", new SourceSettings { Folder = _drop.Path }.Write(), "test"));
        await Store.Write(tx => { Sources.Pause(tx, Wire.Id, "They move house.", "test"); return true; });
        Assert.Empty(_watch.Folders());
        // Paused between the look and the taking: it stays too.
        File.WriteAllText(_drop["story.xml"], Documents.Item("urn:np:1"));
        await Look();
        Assert.Equal(0, await LookLater());
        Assert.True(File.Exists(_drop["story.xml"]));
        await Store.Write(tx => { Sources.Resume(tx, Wire.Id, "test"); return true; });
        Assert.Equal(1, await LookLater());
        Assert.Equal("urn:np:1", StoryOf().SourceGuid);
    }

    private void Restart() => _watch = new FolderWatch(Store, _intake = new Intake(Store));

    private Task<int> Look() => _watch.Look(Wire, _drop.Path, CancellationToken.None);

    private Task<int> LookLater()
    {
        Time.Advance(FolderWatch.Stable);
        return Look();
    }
}

public sealed class FoldersOnSqlite : FolderLaws
{
    protected override bool OnPostgres => false;
}

public sealed class FoldersOnPostgres : FolderLaws
{
    protected override bool OnPostgres => true;
}
