using System.Buffers.Binary;
using System.Diagnostics;
using System.Net;
using System.Text;
using System.Text.Json;
using Dateline.Delivery.Channels.Sftp;
using Dateline.Formats;
using Dateline.Formats.Photo;
using Dateline.News;
using Dateline.Store.Deliveries;
using Dateline.Store.Intake;
using Dateline.Store.Keeping;
using Dateline.Store.Stories;
using Microsoft.Extensions.Time.Testing;

namespace Dateline.Delivery.Tests;

/// <summary>Photos that go to clients as files: before the item that names them, with what the story says of them inside, and named again when it is killed.</summary>
public sealed class PhotoDeliveryTests : IAsyncLifetime
{
    private static readonly Picture Station = new()
    {
        Caption = "The night train at Kessel Central, Monday — «no one was told».",
        Credit = "Northern Press / Pavel Dvorin",
        Alt = "A train at a platform at night",
        Headline = "Arrival at Kessel",
        Rights = new Rights { Notice = "© 2026 Northern Press", UsageTerms = "No sales. No archive.", MandatoryCredit = "Northern Press" },
    };

    private Agency A { get; set; } = null!;

    public async ValueTask InitializeAsync() => A = await Agency.Open();

    public ValueTask DisposeAsync() => A.DisposeAsync();

    [Theory]
    [InlineData("ninjs-3.1")]
    [InlineData("newsml-g2")]
    [InlineData("nitf")]
    public async Task A_photo_goes_before_the_item_which_names_it(string format)
    {
        await Client(PhotoDelivery.First, format);
        await Pictured();
        var (photo, item) = (A.Wire.By("ledger")[0], A.Wire.By("ledger")[1]);
        Assert.EndsWith("-v1-1.jpg", photo.File);
        Assert.Null(item.File);
        Assert.NotEqual(photo.Id, item.Id);
        Assert.Equal((format == "ninjs-3.1" ? "cid:" : "") + photo.File, Assert.Single(Assert.Single(ReadBack(item).Content.Pictures).Renditions).Href);
    }

    [Theory]
    [InlineData("ninjs-3.1")]
    [InlineData("newsml-g2")]
    [InlineData("nitf")]
    public async Task A_photo_by_reference_is_where_the_item_says_for_whoever_has_a_key(string format)
    {
        await using var host = await WireHost.Start(A);
        var reader = await host.Reader("radio");
        await Client(PhotoDelivery.ByReference, format);
        var story = await Pictured();
        var address = new Uri(Assert.Single(Assert.Single(ReadBack(Assert.Single(A.Wire.By("ledger"))).Content.Pictures).Renditions).Href);
        Assert.Equal("/wire/v1/media/" + A.Store.Read(static db => MediaFiles.Named(db, null, "kessel-station.jpg"))!.Key, address.AbsolutePath);
        await host.Get(reader);
        Assert.Equal((HttpStatusCode.OK, "image/jpeg"), await Asked(host, reader, address.AbsolutePath));
        await A.Release(story, ReleaseAction.Kill);
        Assert.Equal(HttpStatusCode.NotFound, (await Asked(host, reader, address.AbsolutePath)).Status);
    }

    private static async Task<(HttpStatusCode Status, string? Type)> Asked(WireHost host, string key, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { Authorization = new("Bearer", key) } };
        using var answer = await host.Http.SendAsync(request);
        return (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task Exiftool_finds_what_the_story_says_of_a_photo_in_the_file_that_a_real_server_was_sent()
    {
        if (!File.Exists("/usr/bin/exiftool")) Requirement.Missing("exiftool (Debian: libimage-exiftool-perl) is not installed.");
        await using var client = await OpenSsh.Start();
        await using var agency = Agency.Open(new FakeTimeProvider(new DateTimeOffset(2026, 8, 24, 6, 0, 0, TimeSpan.Zero)), new SftpChannel([IPNetwork.Parse("127.0.0.0/8")]));
        var options = JsonSerializer.Serialize(new { host = "127.0.0.1", port = client.Port, user = Environment.UserName, folder = client.Incoming, hostKeys = (string[])[client.Fingerprint] });
        var made = await agency.Client("ledger", "sftp", options, client.Key);
        await agency.Store.Write(tx => Destinations.Save(tx, made with { Photos = PhotoDelivery.First, InAdvance = true }, "test"));
        await Pictured(agency, Station, Embargo.At(agency.Now + TimeSpan.FromHours(2)));

        var file = Assert.Single(Directory.GetFiles(client.Incoming, "*.jpg"));
        Assert.Single(Directory.GetFiles(client.Incoming, "*.json"));
        var says = await Exiftool(file);
        foreach (var (field, value) in new[]
        {
            ("XMP-dc:Description", Station.Caption!), ("IPTC:Caption-Abstract", Station.Caption!), ("XMP-photoshop:Credit", Station.Credit!), ("IPTC:Credit", Station.Credit!),
            ("XMP-xmpRights:UsageTerms", "No sales. No archive. Mandatory credit: Northern Press."), ("XMP-dc:Rights", "© 2026 Northern Press"), ("IPTC:CopyrightNotice", "© 2026 Northern Press"),
            ("XMP-photoshop:Headline", "Arrival at Kessel"), ("IPTC:SpecialInstructions", "EMBARGOED until 2026-08-24T08:00:00Z"),
        })
            Assert.Equal((field, value), (field, says.GetValueOrDefault(field)));
        Assert.DoesNotContain(says.Keys, static k => k.Contains("Warning", StringComparison.Ordinal) || k.Contains("Error", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(ReleaseAction.Kill, "ninjs-3.1")]
    [InlineData(ReleaseAction.Hold, "newsml-g2")]
    [InlineData(ReleaseAction.Kill, "nitf")]
    public async Task A_kill_names_every_file_that_went_and_sends_none(ReleaseAction action, string format)
    {
        await Client(PhotoDelivery.First, format);
        var story = await Pictured();
        await A.Release(story, ReleaseAction.Writethru);
        await A.Settle();
        var names = A.Wire.By("ledger").Select(s => s.File).OfType<string>().ToList();
        Assert.Equal(2, names.Distinct().Count());
        A.Wire.Forget();
        await A.Release(story, action);
        await A.Settle();
        var kill = ReadBack(Assert.Single(A.Wire.By("ledger")));
        Assert.All(names, n => Assert.Contains(n, kill.Content.EdNote, StringComparison.Ordinal));
        if (format == "newsml-g2") Assert.Equal(names.Order(), kill.Links.Select(l => l.Href).OfType<string>().Order());
        Assert.Empty(kill.Content.Pictures);
        Assert.DoesNotContain("night train", A.Wire.By("ledger")[0].Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ninjs-3.1", PhotoDelivery.ByReference)]
    [InlineData("newsml-g2", PhotoDelivery.ByReference)]
    [InlineData("ninjs-3.1", PhotoDelivery.First)]
    public async Task A_photo_that_a_story_only_refers_to_goes_with_the_words_of_its_own_item(string format, PhotoDelivery way)
    {
        await Client(way, format, "kind is text");
        var item = await PhotoItem(default);
        var story = await Pictured(A, new Picture { Guid = await A.GuidOf(item) });
        var photo = Assert.Single(ReadBack(A.Wire.By("ledger")[^1]).Content.Pictures);
        Assert.Equal((Station.Caption, Station.Credit, Station.Alt), (photo.Caption, photo.Credit, photo.Alt));
        Assert.Contains("No sales. No archive.", A.Wire.By("ledger")[^1].Text, StringComparison.Ordinal);
        if (way == PhotoDelivery.First) Assert.Contains("Pavel Dvorin", Encoding.UTF8.GetString(A.Wire.By("ledger")[0].Bytes.Span), StringComparison.Ordinal);

        // A version keeps the words with which it went; the next has those of its day.
        await A.Store.Write(tx => { var known = StoryTable.Find(tx.Db, item)!; StoryTable.Update(tx, known with { Content = known.Content with { Pictures = [Station with { Caption = "Another caption." }] } }); return true; });
        await A.Release(item, ReleaseAction.Correct);
        await A.Release(story, ReleaseAction.Writethru);
        await A.Settle();
        Assert.Equal("Another caption.", Assert.Single(ReadBack(A.Wire.By("ledger")[^1]).Content.Pictures).Caption);
    }

    [Fact]
    public async Task What_a_photo_under_a_stricter_embargo_says_goes_with_no_story()
    {
        await Client(PhotoDelivery.ByReference, "ninjs-3.1", "kind is text");
        var item = await PhotoItem(Embargo.FurtherNotice);
        await Pictured(A, new Picture { Guid = await A.GuidOf(item) });
        Assert.DoesNotContain("night train at Kessel Central", A.Wire.By("ledger")[^1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_killed_photo_said_is_gone_from_the_stories_that_showed_it()
    {
        await using var host = await WireHost.Start(A);
        var reader = await host.Reader("radio", "kind is text");
        var item = await PhotoItem(default);
        var story = await A.GuidOf(await Pictured(A, new Picture { Guid = await A.GuidOf(item) }));
        var address = $"/wire/v1/items/{Uri.EscapeDataString(story)}?version=1&format=newsml-g2";
        Assert.Contains(Station.Caption!, (await host.Get(reader, address)).Text, StringComparison.Ordinal);
        await A.Release(item, ReleaseAction.Kill);
        await A.Settle();
        Assert.DoesNotContain("night train at Kessel Central", (await host.Get(reader, address)).Text, StringComparison.Ordinal);
    }

    private async Task<Guid> PhotoItem(Embargo embargo)
    {
        var item = await A.Draft("PHOTO-STATION", s => s with { Kind = ItemKind.Picture, Content = s.Content with { Pictures = [Station] } });
        await A.Release(item, ReleaseAction.Publish, o => o with { UsableFrom = embargo });
        await A.Settle();
        return item;
    }

    [Fact]
    public async Task The_kill_of_a_photo_reaches_whoever_was_sent_it_with_a_story_and_names_the_file()
    {
        await Client(PhotoDelivery.First, "ninjs-3.1", "kind is text");
        var item = await A.Draft("PHOTO-STATION", s => s with { Kind = ItemKind.Picture });
        await A.Release(item, ReleaseAction.Publish);
        await A.Settle();
        Assert.Empty(A.Wire.By("ledger"));
        await Pictured(A, Station with { Guid = await A.GuidOf(item) });
        var name = A.Wire.By("ledger")[0].File!;
        A.Wire.Forget();
        await A.Release(item, ReleaseAction.Kill);
        await A.Settle();
        var kill = Assert.Single(A.Wire.By("ledger"));
        Assert.Equal((await A.GuidOf(item), PubStatus.Canceled), (kill.Guid, kill.Status));
        Assert.Contains(name, ReadBack(kill).Content.EdNote, StringComparison.Ordinal);
    }

    public static TheoryData<Rights> TermsThatExclude => [new Rights { NotForClientClasses = ["tv"] }, new Rights { Territories = ["CA"] }];

    [Theory]
    [MemberData(nameof(TermsThatExclude))]
    public async Task A_photo_that_the_client_may_not_have_stays_here_and_the_story_goes(Rights terms)
    {
        await Client(PhotoDelivery.First, "ninjs-3.1", kind: "tv");
        await Pictured(A, Station with { Rights = terms });
        var item = Assert.Single(A.Wire.By("ledger"));
        Assert.Null(item.File);
        Assert.Empty(ReadBack(item).Content.Pictures.SelectMany(p => p.Renditions));
        Assert.Empty(A.Store.Read(db => db.Many("select name from sent_photo", static r => r.Text(0))));
    }

    [Fact]
    public async Task Who_gets_none_has_an_item_without_them()
    {
        await Client(PhotoDelivery.None, "ninjs-3.1");
        await Pictured();
        var item = Assert.Single(A.Wire.By("ledger"));
        Assert.Empty(ReadBack(item).Content.Pictures);
        Assert.DoesNotContain(".jpg", item.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_item_waits_for_a_photo_that_did_not_arrive_and_both_are_sent_again_under_the_same_ids()
    {
        await Client(PhotoDelivery.First, "ninjs-3.1");
        A.Wire.Answer("ledger", seen => seen.File is not null ? ClientsEnd.Down : ClientsEnd.Ok);
        await Pictured();
        Assert.NotNull(Assert.Single(A.Wire.By("ledger")).File);
        A.Wire.Accept("ledger");
        await A.Pass(TimeSpan.FromSeconds(30));
        Assert.Equal([false, false, true], A.Wire.By("ledger").Select(s => s.File is null));
        Assert.Equal(A.Wire.By("ledger")[0].Id, A.Wire.By("ledger")[1].Id);
    }

    [Fact]
    public async Task A_photo_that_they_refuse_for_what_it_is_keeps_the_story_from_nobody()
    {
        var ledger = await Client(PhotoDelivery.First, "ninjs-3.1");
        A.Wire.Answer("ledger", seen => seen.File is not null ? ClientsEnd.Says(415, isOfThisOne: true) : ClientsEnd.Ok);
        await Pictured();
        var delivery = Assert.Single(A.Store.Read(db => DeliveryTable.Latest(db, ledger.Id, 5)));
        Assert.Equal(DeliveryState.Delivered, delivery.State);
        Assert.Contains("did not take its photo", Assert.Single(A.Store.Read(db => DeliveryTable.Attempts(db, delivery.Id))).Detail!, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(5000, 4000, 2500)]
    [InlineData(2000, 1800, 1125)]
    [InlineData(1000, 1000, 625)]
    [InlineData(2400, 1800, 1125)]
    public async Task Of_a_photo_larger_than_they_take_the_largest_file_that_fits_goes_uncut(int side, int width, int height)
    {
        A.DrawPhoto = static (_, _, _) => throw new InvalidOperationException("There is nothing to draw.");
        await Client(PhotoDelivery.First, "ninjs-3.1", side: side);
        await InSizes((4000, 2500), (1800, 1125), (1000, 625), (2000, 2000), (1000, 1000));
        Assert.Equal(((width, height), (width, height)), (SizeOf(A.Wire.By("ledger")[0]), SizeSaid(A.Wire.By("ledger")[1])));
    }

    [Fact]
    public async Task Where_no_file_fits_it_is_drawn_and_each_item_says_the_size_that_its_client_got()
    {
        A.DrawPhoto = static (file, bytes, side) => Task.FromResult<byte[]?>(bytes() is null ? null : Jpeg(side, side * file.Height!.Value / file.Width!.Value));
        await Client(PhotoDelivery.First, "ninjs-3.1", side: 1600);
        await Client(PhotoDelivery.First, "ninjs-3.1", side: 800, code: "radio");
        await Client(PhotoDelivery.First, "ninjs-3.1", code: "whole");
        await InSizes((4000, 2500), (1000, 625));
        foreach (var (client, size) in new[] { ("ledger", (1600, 1000)), ("radio", (800, 500)), ("whole", (4000, 2500)) })
        {
            var (photo, item) = (A.Wire.By(client)[0], A.Wire.By(client)[1]);
            Assert.Equal((client, size, size), (client, SizeOf(photo), SizeSaid(item)));
            Assert.Contains("Pavel Dvorin", Encoding.UTF8.GetString(photo.Bytes.Span), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData("no photo")]
    [InlineData("\u0089PNG\r\n\u001a\n\0\0\0\rIHDR\0\0\u0003\u0020\0\0\u0001\u00f4\u0008\u0006\0\0\0")]
    [InlineData("it throws")]
    public async Task What_cannot_be_drawn_goes_as_it_is(string? drawn)
    {
        A.DrawPhoto = (_, _, _) => drawn == "it throws" ? throw new InvalidDataException(drawn) : Task.FromResult(drawn is null ? null : Encoding.Latin1.GetBytes(drawn));
        await Client(PhotoDelivery.First, "ninjs-3.1", side: 800);
        await InSizes((4000, 2500));
        Assert.Equal(((4000, 2500), (4000, 2500)), (SizeOf(A.Wire.By("ledger")[0]), SizeSaid(A.Wire.By("ledger")[1])));
    }

    [Theory]
    [MemberData(nameof(TermsThatExclude))]
    public async Task A_smaller_file_of_a_photo_that_the_client_may_not_have_stays_here_too(Rights terms)
    {
        await Client(PhotoDelivery.First, "ninjs-3.1", kind: "tv", side: 1000);
        await InSizes(Station with { Rights = terms }, (4000, 2500), (1000, 625));
        Assert.Null(Assert.Single(A.Wire.By("ledger")).File);
    }

    private async Task<Destination> Client(PhotoDelivery photos, string format, string filter = "everything", string? kind = null, int? side = null, string code = "ledger")
    {
        var made = await A.Client(code, filter, kind: kind);
        return await A.Store.Write(tx => Destinations.Save(tx, made with { Photos = photos, Format = format, PhotoSide = side }, "test"));
    }

    private Task InSizes(params (int Width, int Height)[] sizes) => InSizes(Station, sizes);

    /// <summary>A story whose photo is here in several sizes, the best first, published.</summary>
    private async Task InSizes(Picture picture, params (int Width, int Height)[] sizes)
    {
        var renditions = sizes.Select(s => new Rendition($"station-{s.Width}x{s.Height}.jpg")).ToList();
        var id = await A.Draft(change: s => s with { Content = s.Content with { Pictures = [picture with { Renditions = renditions }] } });
        await A.Store.Write(tx =>
        {
            foreach (var ((width, height), rendition) in sizes.Zip(renditions)) MediaFiles.Keep(tx, null, rendition.Href, Jpeg(width, height), "image/jpeg", width, height);
            MediaFiles.Bind(tx, StoryTable.Find(tx.Db, id)!);
            return true;
        });
        await A.Release(id, ReleaseAction.Publish);
        await A.Settle();
    }

    /// <summary>A JPEG that says of itself that it is of that size (the header of a progressive one).</summary>
    private static byte[] Jpeg(int width, int height)
    {
        var jpeg = File.ReadAllBytes(Path.Combine(Repo.Root, "samples", "morning", "kessel-station.jpg"));
        var frame = jpeg.AsSpan()[(jpeg.AsSpan().IndexOf((ReadOnlySpan<byte>)[0xFF, 0xC2]) + 5)..];
        BinaryPrimitives.WriteUInt16BigEndian(frame, (ushort)height);
        BinaryPrimitives.WriteUInt16BigEndian(frame[2..], (ushort)width);
        return jpeg;
    }

    private static (int?, int?) SizeOf(Seen photo) => PhotoFile.Read(photo.Bytes.Span).Value is var read ? (read!.Width, read.Height) : default;

    private static (int?, int?) SizeSaid(Seen item) => Assert.Single(Assert.Single(ReadBack(item).Content.Pictures).Renditions) is var said ? (said.Width, said.Height) : default;

    private Task<Guid> Pictured() => Pictured(A, Station);

    /// <summary>A story with a photo of its own, one of the morning's, published.</summary>
    internal static Task<Guid> Pictured(Agency agency, string photo) => Pictured(agency, Station, photo: photo);

    private static async Task<Guid> Pictured(Agency agency, Picture picture, Embargo embargo = default, string photo = "kessel-station")
    {
        var jpeg = await File.ReadAllBytesAsync(Path.Combine(Repo.Root, "samples", "morning", photo + ".jpg"));
        var id = await agency.Store.Write(tx =>
        {
            MediaFiles.Keep(tx, null, photo + ".jpg", jpeg, "image/jpeg", 1600, 900);
            var story = Releases.NewStory(tx, ItemKind.Text, new StoryContent
            {
                Language = Language.From("en"),
                Headline = Headline.From("Premier arrives in Kessel unannounced"),
                Slugline = Slugline.From("KESSEL-VISIT"),
                Body = StoryHtml.FromParagraphs(["The premier stepped off the night train at six."]),
                Pictures = [picture with { Renditions = [new Rendition(photo + ".jpg")] }],
            });
            StoryTable.Insert(tx, story);
            MediaFiles.Bind(tx, story);
            return story.Id;
        });
        await agency.Release(id, ReleaseAction.Publish, o => o with { UsableFrom = embargo });
        await agency.Settle();
        return id;
    }

    private static NewsItem ReadBack(Seen seen) => Assert.Single(WireFormats.Read(Encoding.UTF8.GetBytes(seen.Text)).Items).Item!;

    private static async Task<Dictionary<string, string>> Exiftool(string file)
    {
        using var exiftool = Process.Start(new ProcessStartInfo("/usr/bin/exiftool", ["-json", "-G1", "-charset", "iptc=UTF8", file]) { RedirectStandardOutput = true, StandardOutputEncoding = Encoding.UTF8 })!;
        using var json = JsonDocument.Parse(await exiftool.StandardOutput.ReadToEndAsync());
        await exiftool.WaitForExitAsync();
        Assert.Equal(0, exiftool.ExitCode);
        return json.RootElement[0].EnumerateObject().ToDictionary(static p => p.Name, static p => p.Value.ToString());
    }
}
