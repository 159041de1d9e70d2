using System.Text;
using CsCheck;
using Dateline.Formats.Photo;
using Dateline.News;

namespace Dateline.Formats.Tests.Photo;

public sealed class PhotoTests
{
    private static byte[] Sample(string name) => File.ReadAllBytes(Repo.Path("tests/Corpus/photo/" + name));

    private static PhotoMetadata Says(byte[] photo)
    {
        var reading = PhotoFile.Read(photo);
        Assert.True(reading.IsDone);
        return reading.Value.Metadata;
    }

    private static byte[] Written(byte[] photo, PhotoMetadata metadata)
    {
        var written = PhotoWriter.Write(photo, metadata);
        Assert.True(written.IsDone, written.Refusal?.Message);
        return written.Value.Bytes.ToArray();
    }

    [Fact]
    public void A_photo_is_read_in_full()
    {
        var says = Says(Sample("01-both.jpg"));
        Assert.Equal(("Talks in Kessel", "KESSEL-TALKS", "The table in Kessel, Monday, set for eleven."), (says.Headline, says.Title, says.Caption));
        Assert.Equal(["Pavel Dvorin"], says.Creators);
        Assert.Equal(("Staff", "NP / Dvorin", "Northern Press"), (says.CreatorTitle, says.Credit, says.Source));
        Assert.Equal(("Kessel", "Mirania", "MIR"), (says.City, says.Country, says.CountryCode));
        Assert.Equal(["talks", "Kessel"], says.Keywords);
        Assert.Equal("2026-08-24T12:30:00Z", says.Taken.ToString());
        Assert.Equal("urn:newsml:np.example:20260824:kessel-photo", says.Guid);
        Assert.Equal([new("ModelReleaseStatus", "http://ns.useplus.org/ldf/vocab/MR-NAP")], says.Plus);
        Assert.Equal("An empty table with eleven chairs", says.Alt);
    }

    [Fact]
    public void A_photo_that_says_nothing_is_an_empty_record_with_its_size()
    {
        var reading = PhotoFile.Read(Sample("08-nothing.jpg")).Value!;
        Assert.Equal(("image/jpeg", 1600, 1067), (reading.ContentType, reading.Width, reading.Height));
        Assert.Equal(PhotoMetadata.None, reading.Metadata);
        Assert.Empty(reading.Notes);
    }

    [Fact]
    public void What_is_written_is_read_back_from_XMP_and_from_IIM_alike()
    {
        var metadata = new PhotoMetadata { Headline = "Żółć — at dawn", Caption = "Two lines\nof <caption> & more", Creators = ["Mara Varga", "Pavel Dvorin"], Keywords = ["one", "two"], Credit = "NP", City = "Orsen", CountryCode = "MIR", Urgency = Urgency.From(2), Taken = new Instant(1_787_000_000_000_000), SubjectCodes = ["11002000"] };
        var photo = Written(Sample("08-nothing.jpg"), metadata);
        foreach (var without in new[] { "http://ns.adobe.com/xap/1.0/", "Photoshop 3.0" })
        {
            var says = Says(Blinded(photo, without));
            Assert.Equal((metadata.Headline, metadata.Caption, metadata.Credit, metadata.City, metadata.CountryCode), (says.Headline, says.Caption, says.Credit, says.City, says.CountryCode));
            Assert.Equal(metadata.Creators, says.Creators);
            Assert.Equal(metadata.Keywords, says.Keywords);
            Assert.Equal(metadata.SubjectCodes, says.SubjectCodes);
            Assert.Equal(metadata.Urgency, says.Urgency);
            Assert.Equal(metadata.Taken!.Value.Microseconds / 1_000_000, says.Taken!.Value.Microseconds / 1_000_000);
        }
    }

    [Theory]
    [InlineData("01-both.jpg")]
    [InlineData("02-iim-utf8.jpg")]
    [InlineData("03-iim-without-charset.jpg")]
    [InlineData("08-nothing.jpg")]
    [InlineData("15-xmp-as-attributes.jpg")]
    public void Everything_else_in_the_file_stays_byte_for_byte(string name)
    {
        var photo = Sample(name);
        var written = Written(photo, new PhotoMetadata { Headline = "New" });
        Assert.Equal(Others(photo), Others(written));
        var (before, after) = (Says(photo), Says(written));
        Assert.Equal("New", after.Headline);
        Assert.Equal(before.Plus, after.Plus);
        Assert.Equal(before.DigitalSourceType, after.DigitalSourceType);
        Assert.Equal((before.Caption, before.City, before.Credit, before.Alt), (after.Caption, after.City, after.Credit, after.Alt));
        Assert.Equal(before.Creators, after.Creators);
        Assert.Equal(written, Written(written, new PhotoMetadata { Headline = "New" }));
    }

    [Fact]
    public void Blocks_of_other_programs_stay_in_their_box()
    {
        var written = Written(Sample("01-both.jpg"), new PhotoMetadata { Caption = "New" });
        Assert.True(written.AsSpan().IndexOf((ReadOnlySpan<byte>)[(byte)'8', (byte)'B', (byte)'I', (byte)'M', 0x03, 0xED, 0, 0, 0, 0, 0, 16]) > 0);
        Assert.True(written.AsSpan().IndexOf((ReadOnlySpan<byte>)[0x1C, 1, 90, 0, 3, 0x1B, (byte)'%', (byte)'G']) > 0);
    }

    [Fact]
    public void An_empty_text_takes_a_field_out_and_null_leaves_it()
    {
        var says = Says(Written(Sample("01-both.jpg"), new PhotoMetadata { Headline = "", Keywords = [] }));
        Assert.Null(says.Headline);
        Assert.Null(says.Keywords);
        Assert.Equal("KESSEL-TALKS", says.Title);
    }

    [Fact]
    public void What_IIM_has_no_room_for_is_cut_between_characters_and_said()
    {
        var written = PhotoWriter.Write(Sample("08-nothing.jpg"), new PhotoMetadata { City = new string('ż', 20) });
        Assert.Equal([NoteCodes.CannotSay], written.Value!.Notes.Select(n => n.Code));
        Assert.Equal(new string('ż', 20), Says(written.Value.Bytes.ToArray()).City);
        Assert.Equal(new string('ż', 16), Says(Blinded(written.Value.Bytes.ToArray(), "http://ns.adobe.com/xap/1.0/")).City);
    }

    [Fact]
    public void A_broken_file_is_not_written_into()
    {
        Assert.Equal(FailureCodes.Incomplete, PhotoWriter.Write(Sample("14-file-cut.jpg"), PhotoMetadata.None).Refusal?.Code);
        Assert.Equal(FailureCodes.UnknownFormat, PhotoWriter.Write(Sample("10-made-by-a-machine.png"), PhotoMetadata.None).Refusal?.Code);
    }

    [Fact]
    public void Hostile_photos_are_written_into_or_refused() =>
        Gen.Select(Gen.Int[0, 1_000_000], Gen.Byte, Gen.Int[0, 3]).Array[1, 5].Sample(blows =>
        {
            var photo = Sample("01-both.jpg");
            foreach (var (at, value, _) in blows) photo[at % photo.Length] = value;
            var written = PhotoWriter.Write(photo, new PhotoMetadata { Caption = "x" });
            Assert.True(written.IsDone ? written.Value.Bytes.Length > 0 : written.Refusal.Code.Length > 0);
        }, iter: 2_000);

    // The file with one of the two made unreadable, so that the other alone speaks.
    private static byte[] Blinded(byte[] photo, string mark)
    {
        var blind = photo.ToArray();
        var at = blind.AsSpan().IndexOf(Encoding.ASCII.GetBytes(mark));
        blind[at] = (byte)'x';
        return blind;
    }

    // All that is neither XMP nor Photoshop's box.
    private static byte[] Others(byte[] photo)
    {
        var rest = new List<byte>(photo[..2]);
        for (var at = 2; photo[at + 1] != 0xDA;)
        {
            var length = 2 + (photo[at + 2] << 8 | photo[at + 3]);
            var data = Encoding.Latin1.GetString(photo, at + 4, Math.Min(30, length - 4));
            if (!data.StartsWith("http://ns.adobe.com/xap/1.0/\0", StringComparison.Ordinal) && !data.StartsWith("Photoshop 3.0\0", StringComparison.Ordinal)) rest.AddRange(photo[at..(at + length)]);
            at += length;
            if (photo[at + 1] == 0xDA) rest.AddRange(photo[at..]);
        }
        return [.. rest];
    }
}

public sealed class PhotoLaws : WireFormatLaws
{
    protected override string Format => "photo";
    protected override IReadOnlyList<byte[]> Documents => WireCorpus.Good(Format);
}
