using System.Globalization;
using System.Runtime.CompilerServices;
using Dateline.Ingest.HttpPush;
using Renci.SshNet.Common;
using Renci.SshNet.Sftp;

namespace Dateline.Ingest.Fetching.Sftp;

/// <summary>
/// Fetches files from a folder of an agency's SFTP server. A file is read when two looks a little apart have shown it with one size and time. What was taken in is remembered by name, size
/// and time, or moves to <c>done</c>, or both: a server that lets us read and not move still gives each file once.
/// </summary>
internal sealed class SftpConnector(IWayOut way, TimeProvider time) : IConnector
{
    /// <summary>How long a file must not change.</summary>
    internal static readonly TimeSpan Stable = TimeSpan.FromSeconds(2);

    public SourceKind Kind => SourceKind.Sftp;

    public async IAsyncEnumerable<Fetched> Fetch(Asked asked, [EnumeratorCancellation] CancellationToken stop)
    {
        var place = asked.Settings.Sftp!;
        if (string.IsNullOrEmpty(asked.Secret)) throw new FetchException("secret-missing", "There is nothing to sign in with. Give the source a password, or a private key (PEM), as its secret.");
        using var talk = new SftpTalk(place, (await way.Resolve(place.Host, stop))[0], asked.Secret);
        await talk.Connect(stop);
        var there = await talk.Files(stop);
        var marks = there.Select(MarkOf).ToHashSet(StringComparer.Ordinal);
        if (asked.Seen.Where(m => !marks.Contains(m)).ToList() is { Count: > 0 } gone) yield return new() { Gone = gone };

        FetchException? moved = null;
        if (place.After == AfterFetch.Done)
            // Taken in, and not moved before something ended the look.
            foreach (var left in there.Where(f => asked.Seen.Contains(MarkOf(f)) && f.Length <= BodyReader.MostBytes)) moved = await Move(talk, left, stop) ?? moved;
        foreach (var file in await Settled(talk, [.. there.Where(f => !asked.Seen.Contains(MarkOf(f)))], stop))
        {
            if (await Read(talk, asked, file, stop) is not { } fetched) continue;
            yield return fetched;
            if (place.After == AfterFetch.Done && fetched.Bytes is not null) moved = await Move(talk, file, stop) ?? moved;
        }
        if (moved is not null) throw moved;
    }

    private static string MarkOf(ISftpFile file) => string.Create(CultureInfo.InvariantCulture, $"{file.Name}|{file.Length}|{file.LastWriteTimeUtc.Ticks}");

    /// <summary>Those of the files that are still what they were after a while.</summary>
    private async Task<IReadOnlyList<ISftpFile>> Settled(SftpTalk talk, IReadOnlyList<ISftpFile> files, CancellationToken stop)
    {
        if (files.Count == 0) return files;
        var marks = files.Select(MarkOf).ToHashSet(StringComparer.Ordinal);
        await Task.Delay(Stable, time, stop);
        return [.. (await talk.Files(stop)).Where(f => marks.Contains(MarkOf(f)))];
    }

    private static async Task<Fetched?> Read(SftpTalk talk, Asked asked, ISftpFile file, CancellationToken stop)
    {
        if (file.Length > BodyReader.MostBytes) return new() { Mark = MarkOf(file), Alarm = $"On the server of {asked.Source.Name}, \"{file.Name}\" has more than {BodyReader.MostBytes} bytes. It was not fetched." };
        return await talk.Read(file, stop) is { } bytes ? new() { Bytes = bytes, Name = file.Name, Mark = MarkOf(file) } : null;
    }

    /// <summary>Null: it is there; else why not. That one file can't be moved keeps no other.</summary>
    private static async Task<FetchException?> Move(SftpTalk talk, ISftpFile file, CancellationToken stop)
    {
        try
        {
            await talk.Done(file, stop);
            return null;
        }
        catch (SftpException refused) when (refused.StatusCode is not (StatusCode.ConnectionLost or StatusCode.NoConnection))
        {
            return new("move-refused", $"What was taken in can't be moved to done/ on their server ({refused.StatusCode}). It is remembered and not taken in again. Ask them for the right to move files, or let them stay.");
        }
    }

    public FetchTrouble? Explain(Exception exception) => Dialling.Explain(exception) ?? exception switch
    {
        SshAuthenticationException => new(new("sign-in-refused", "They did not let us in: the user, the password or the key is not right any more. Nothing was lost.")),
        SftpPathNotFoundException => new(new("folder-gone", "The folder is not on their server. Ask them where it is now.")),
        SftpPermissionDeniedException => new(new("permission-denied", "We may not read that folder on their server. Ask them for the right to.")),
        SshOperationTimeoutException => new(new("time-out", "Their server did not answer in time. Nothing was lost; it is tried again.")),
        SshException or ObjectDisposedException or System.Net.Sockets.SocketException => new(new("connection-broke", "The connection broke before all of it was here. Nothing was lost; it is tried again.")),
        _ => null,
    };
}
