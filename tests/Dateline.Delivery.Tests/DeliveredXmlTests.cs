using System.Diagnostics;
using Dateline.Delivery.Channels.Folder;
using Dateline.News;
using Dateline.Store.Deliveries;

namespace Dateline.Delivery.Tests;

/// <summary>What lies in a client's folder after a story's whole life, by somebody else's reader: xmllint, with the standards' own schemas where they are here.</summary>
public sealed class DeliveredXmlTests
{
    private const string Program = "/usr/bin/xmllint";

    [Theory]
    [InlineData("newsml-g2", "newsml-g2/xsd/NewsML-G2_2.35-spec-All-Power.xsd")]
    [InlineData("nitf", "nitf/xsd/nitf-3-6.xsd")]
    public async Task Every_message_of_a_storys_life_is_valid(string format, string schema)
    {
        if (!File.Exists(Program)) Requirement.Missing("xmllint is not installed (apt-get install libxml2-utils).");
        using var folder = new TempFolder();
        await using var a = Agency.Open(new FakeTimeProvider(new DateTimeOffset(2026, 8, 24, 6, 0, 0, TimeSpan.Zero)), new FolderChannel([folder.Path]));
        Directory.CreateDirectory(folder["ledger"]);
        await a.Client("ledger", "folder", $$"""{"path":"{{folder["ledger"]}}"}""", "", format);
        var story = await a.Published();
        foreach (var action in (ReleaseAction[])[ReleaseAction.Writethru, ReleaseAction.Correct, ReleaseAction.Hold, ReleaseAction.SendAsWas, ReleaseAction.Kill])
        {
            await a.Release(story, action);
            await a.Settle();
        }
        var files = Directory.GetFiles(folder["ledger"], "*.xml").Order(StringComparer.Ordinal).ToList();
        Assert.Equal(6, files.Count);
        Assert.Equal("", await Lint(["--noout", "--nonet", .. files]));
        Assert.Equal("", await Lint(["--noout", "--nonet", "--schema", Standards.RequireFile(schema), .. files]));
    }

    /// <summary>What xmllint complains of; "": nothing.</summary>
    private static async Task<string> Lint(IEnumerable<string> arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(Program, arguments) { RedirectStandardError = true })!;
        var said = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? "" : said;
    }
}
