namespace Dateline.Newsroom.Api;

/// <summary>
/// Every code that the API answers with, its HTTP status and its title. Codes are stable: a client may act on them, and on nothing else of a problem.
/// </summary>
internal static class ProblemCodes
{
    /// <summary>Code → status and title, in the order in which a request can meet them.</summary>
    internal static IReadOnlyDictionary<string, (int Status, string Title)> All { get; } = new Dictionary<string, (int, string)>(StringComparer.Ordinal)
    {
        // Who asks.
        ["key-missing"] = (401, "A key is needed"),
        ["scope-missing"] = (403, "The key may not do this"),
        ["antiforgery"] = (400, "The request comes from elsewhere"),
        ["proof-needed"] = (403, "Say again who you are"),
        // What is asked, as bytes.
        ["media-type"] = (415, "The body is not JSON"),
        ["too-large"] = (413, "The body is too large"),
        ["empty"] = (400, "A body is needed"),
        ["encoding"] = (400, "The body is not UTF-8"),
        ["malformed"] = (400, "The body is not JSON"),
        ["trailing-content"] = (400, "Something follows the JSON"),
        ["depth-limit"] = (400, "The JSON is nested too deep"),
        ["duplicate-key"] = (400, "A member stands twice"),
        ["control-char"] = (400, "A text holds a control character"),
        ["lone-surrogate"] = (400, "A text holds half a character"),
        ["number-range"] = (400, "A number is out of range"),
        ["date-range"] = (400, "A time lies outside the years news is made in"),
        ["wrong-type"] = (400, "A member has another type than it must"),
        ["unknown-member"] = (400, "A member is not known here"),
        ["query-bad"] = (400, "A parameter of the address can't be read"),
        ["header-bad"] = (400, "A header can't be read"),
        ["idempotency-mismatch"] = (409, "The idempotency key was used for something else"),
        // What it is about.
        ["unknown"] = (404, "There is no such thing"),
        ["story-unknown"] = (404, "There is no such story"),
        ["revision-unknown"] = (404, "There is no such revision"),
        ["version-unknown"] = (404, "There is no such version"),
        ["format-unknown"] = (404, "There is no such format"),
        ["sealed"] = (410, "The text is sealed"),
        ["not-set-up"] = (501, "This part is not set up here"),
        ["store-unavailable"] = (503, "The database does not answer"),
        // Editing.
        ["precondition-missing"] = (428, "Say which text you changed"),
        ["revision-stale"] = (409, "The text has changed meanwhile"),
        ["login-bad"] = (422, "The sign-in name can't be used"),
        ["login-taken"] = (409, "The sign-in name is taken"),
        ["role-unknown"] = (422, "There is no such role"),
        ["locked"] = (409, "Someone else has the story"),
        ["not-locked"] = (409, "The story is not locked"),
        ["not-spiked"] = (409, "The story is not in the spike"),
        ["link-unknown"] = (422, "The link leads nowhere"),
        ["link-self"] = (422, "A story can't follow itself"),
        ["link-loop"] = (422, "The stories would follow each other in a circle"),
        ["link-late"] = (409, "A sent story keeps its chain"),
        // Sending: what the story's standing forbids.
        ["version-changed"] = (409, "The story has gone on"),
        ["spiked"] = (409, "The story is in the spike"),
        ["already-sent"] = (409, "The story is out already"),
        ["never-sent"] = (409, "The story was never sent"),
        ["on-hold"] = (409, "The story is on hold"),
        ["already-held"] = (409, "The story is on hold already"),
        ["not-held"] = (409, "The story is not on hold"),
        ["already-killed"] = (409, "The story was killed"),
        ["not-killed"] = (409, "The story was not killed"),
        ["taken-down"] = (409, "The story was taken down"),
        ["unpublished"] = (409, "The story is unpublished"),
        ["not-unpublished"] = (409, "The story is not unpublished"),
        ["no-embargo"] = (409, "There is no embargo"),
        ["client-has-it"] = (409, "A client has the story"),
        ["predecessor-unsent"] = (409, "The story it follows is not out yet"),
        ["predecessor-killed"] = (409, "The story it follows was killed"),
        ["not-scheduled"] = (409, "Nothing is scheduled"),
        ["withdrawal-open"] = (409, "A hold or a kill is not confirmed"),
        ["not-waiting"] = (409, "It does not wait"),
        // Sending: what the order lacks.
        ["expected-version-missing"] = (422, "Say which version you saw"),
        ["headline-missing"] = (422, "The story has no headline"),
        ["reason-missing"] = (422, "A reason must be given"),
        ["notice-missing"] = (422, "Readers must be told"),
        ["ed-note-missing"] = (422, "Clients' editors must be told"),
        ["embargo-missing"] = (422, "Say from when it is usable"),
        ["embargo-same"] = (422, "That is the embargo it has"),
        ["embargo-elsewhere"] = (422, "The embargo is a step of its own"),
        ["predecessor-missing"] = (422, "Say which story it follows"),
        ["second-person-missing"] = (422, "Two people must agree"),
        ["second-key-bad"] = (403, "The second key may not do this"),
        ["send-at-missing"] = (422, "Say when to send it"),
        ["send-at-past"] = (422, "That moment is over"),
        ["not-later"] = (422, "This goes at once"),
        // Outputs.
        ["product-unknown"] = (422, "There is no such product"),
        ["client-unknown"] = (422, "There is no such client"),
        ["channel-unknown"] = (422, "There is no such channel"),
        ["channel-fixed"] = (409, "The destination keeps its channel"),
        ["writer-unknown"] = (422, "No such format is written"),
        ["options-bad"] = (422, "The channel can't use these options"),
        ["secret-bad"] = (422, "The secret is not one"),
        ["rate-bad"] = (422, "The rate is none"),
        ["hours-bad"] = (422, "The hours can't be read"),
        ["hours-not-read"] = (422, "What is read has neither hours nor a rate"),
        ["writethrus-not-read"] = (422, "What is read keeps its guid"),
        ["photos-not-read"] = (422, "What is read fetches its photos"),
        ["filter-empty"] = (422, "The filter is empty"),
        ["filter-long"] = (422, "The filter is too long"),
        ["filter-unexpected"] = (422, "The filter has a word that was not expected"),
        ["filter-deep"] = (422, "The filter has too many brackets"),
        ["filter-bracket"] = (422, "The filter has a bracket that is not closed"),
        ["filter-ends"] = (422, "The filter ends too soon"),
        ["filter-field"] = (422, "The filter asks for a field that there is not"),
        ["filter-verb"] = (422, "The filter lacks a verb"),
        ["filter-value"] = (422, "The filter has a value that can't be meant"),
        ["filter-quote"] = (422, "The filter has quotes that are not closed"),
        // Keys.
        ["scope-unknown"] = (422, "There is no such scope"),
        ["keys-enough"] = (409, "Two keys of the client work already"),
        ["scope-beyond"] = (403, "A key gives only what it has"),
    };

    /// <summary>The status of a problem. A code of the rules that is not listed yet is a conflict, or unprocessable where it names a member.</summary>
    internal static int StatusOf(Problem problem) => All.TryGetValue(problem.Code, out var known) ? known.Status : problem.Pointer is null ? 409 : 422;

    internal static string TitleOf(Problem problem) => All.TryGetValue(problem.Code, out var known) ? known.Title : "It was not done";
}
