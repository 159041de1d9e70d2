using System.Globalization;
using System.Text;
using MailKit;

namespace Dateline.Delivery.Channels;

/// <summary>
/// What both sides said in one attempt, in the order in which they said it, for a person who tries a destination out: what begins with <c>&gt;</c> is ours, with
/// <c>&lt;</c> theirs. No password and no key stands in it, and it is kept nowhere.
/// </summary>
public sealed class Transcript
{
    private const int Most = 20_000;
    private readonly StringBuilder _said = new();
    private readonly Lock _lock = new();

    /// <summary>What we said or did.</summary>
    public void Ours(string words) => Add("> ", words);

    /// <summary>What they said.</summary>
    public void Theirs(string words) => Add("< ", words);

    /// <summary>The lines.</summary>
    public override string ToString()
    {
        lock (_lock) return _said.ToString();
    }

    /// <summary>A request as it went; what proves us in it is left out.</summary>
    internal void Ours(HttpRequestMessage request, int bytes)
    {
        Ours($"{request.Method} {request.RequestUri!.PathAndQuery} HTTP/1.1\nHost: {request.RequestUri.Authority}\n{Heads(request.Headers.NonValidated.Concat(request.Content?.Headers.NonValidated ?? default))}");
        if (request.Content is not null) Ours(string.Create(CultureInfo.InvariantCulture, $"({bytes} bytes: the item)"));
    }

    /// <summary>An answer as it came, with how its body began.</summary>
    internal void Theirs(HttpResponseMessage answer, string? body)
    {
        Theirs($"HTTP/{answer.Version} {(int)answer.StatusCode} {answer.ReasonPhrase}\n{Heads(answer.Headers.NonValidated.Concat(answer.Content.Headers.NonValidated))}");
        if (body is not null) Theirs(body);
    }

    private static string Heads(IEnumerable<KeyValuePair<string, System.Net.Http.Headers.HeaderStringValues>> heads) =>
        string.Join('\n', heads.Select(static h => $"{h.Key}: {(h.Key == "Authorization" ? "…" : h.Value.ToString())}"));

    private void Add(string mark, string words)
    {
        lock (_lock)
        {
            foreach (var line in words.TrimEnd().Split('\n'))
            {
                if (_said.Length > Most) return;
                _said.Append(mark);
                foreach (var c in line) _said.Append(char.IsControl(c) && c is not ('\r' or '\t') ? ' ' : c);
                if (_said[^1] == '\r') _said.Length--;
                _said.Append('\n');
            }
        }
    }

    /// <summary>Listens to a conversation with a mail relay.</summary>
    internal sealed class OfMail(Transcript said) : IProtocolLogger
    {
        public IAuthenticationSecretDetector? AuthenticationSecretDetector { get; set; }

        public void LogConnect(Uri uri) => said.Ours($"(connected to {uri.Host}:{uri.Port.ToString(CultureInfo.InvariantCulture)})");

        public void LogClient(byte[] buffer, int offset, int count)
        {
            var bytes = buffer.AsSpan(offset, count).ToArray();
            foreach (var secret in AuthenticationSecretDetector?.DetectSecrets(buffer, offset, count) ?? []) bytes.AsSpan(secret.StartIndex - offset, secret.Length).Fill((byte)'*');
            said.Ours(Encoding.UTF8.GetString(bytes));
        }

        public void LogServer(byte[] buffer, int offset, int count) => said.Theirs(Encoding.UTF8.GetString(buffer, offset, count));

        public void Dispose() { }
    }
}
